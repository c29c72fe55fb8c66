"""The plan as a file: written out, read, held against journal and data, applied; OKRs read into one."""
