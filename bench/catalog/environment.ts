/** Imported first. This benchmark has its own cluster, because it measures a shop of a known size. */
process.env.DATA_DIR ??= ".data-bench-catalog";
