/** A minimal cookie jar of a browser: per host, by path and name. */
export class CookieJar {
  private readonly cookies = new Map<string, { name: string; value: string; path: string; host: string }>();

  store(url: URL, setCookies: string[]): void {
    for (const line of setCookies) {
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const at = pair.indexOf("=");
      const attribute = (name: string) =>
        attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      const path = attribute("path") ?? "/";
      const key = `${url.host} ${path} ${name}`;
      const expires = attribute("expires");
      const gone = attribute("max-age") === "0" || (expires !== undefined && new Date(expires) <= new Date());
      if (gone) this.cookies.delete(key);
      else this.cookies.set(key, { name, value, path, host: url.host });
    }
  }

  header(url: URL): string {
    return [...this.cookies.values()]
      .filter(({ host, path }) => host === url.host && isBelow(url.pathname, path))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }

  names(): string[] {
    return [...this.cookies.values()].map(({ name }) => name).sort();
  }
}

const isBelow = (pathname: string, path: string): boolean =>
  path === "/" || pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
