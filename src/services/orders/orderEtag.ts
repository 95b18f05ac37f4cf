/** The version of an order that a client has seen: the ETag of its responses, and what If-Match is compared with. */
export const orderEtag = ({ id, version }: { id: string; version: number }): string => `${id}.${version}`;
