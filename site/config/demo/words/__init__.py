"""The words of the website of one hub, a module for each page; editors keep them from then on."""
