"""The editor's desk in the CMS: what is to be checked, and what others suggest."""
