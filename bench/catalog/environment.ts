/** Imported first: this benchmark has a cluster of its own, because it measures a shop of a known size. */
process.env.DATA_DIR ??= ".data-bench-catalog";
