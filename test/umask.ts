// Files of tests are made as most people's are, whatever an installation set for itself before.
process.umask(0o022);
