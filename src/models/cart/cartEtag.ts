/** The entity tag of a cart, without quotes. It contains the cart's id, because a login or a checkout replaces the cart. */
export const cartEtag = ({ id, version }: { id: string; version: number }): string => `${id}.${version}`;
