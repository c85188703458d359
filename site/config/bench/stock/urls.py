"""Every address of the product; the steps of the journey lead to the stock wizard."""

from django.urls import path

from config import urls
from config.bench.stock.wizard import wizard

urlpatterns = [path("form/<step:step>/", wizard), *urls.urlpatterns]
