/** The version of an order: the ETag of its responses, which If-Match is compared with. */
export const orderEtag = ({ id, version }: { id: string; version: number }): string => `${id}.${version}`;
