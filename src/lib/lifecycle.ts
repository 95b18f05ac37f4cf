/**
 * The lifecycle state of this process. Readiness and the HTTP server read it; only the graceful shutdown changes it, and
 * only once.
 */
export const lifecycle = { draining: false };
