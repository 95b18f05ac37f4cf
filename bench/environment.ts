/** Imported before anything that reads the configuration: benchmarks have a cluster of their own and log nothing. */
process.env.DATA_DIR ??= ".data-bench";
process.env.LOG_LEVEL ??= "silent";
