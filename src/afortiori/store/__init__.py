"""The only opener of files: doctrine packs, folders of cases, matters. Problems carry file and line."""
