/**
 * Where this process stands between its start and its end. Readiness and the HTTP server look at it; only the
 * graceful stop moves it, and only forwards.
 */
export const lifecycle = { draining: false };
