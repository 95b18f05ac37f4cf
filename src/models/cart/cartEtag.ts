/** The entity tag of a cart, without quotes. It names the cart, too, because a log-in or a checkout replaces it. */
export const cartEtag = ({ id, version }: { id: string; version: number }): string => `${id}.${version}`;
