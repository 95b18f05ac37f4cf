import { expect } from "chai";
import { pageOf } from "../../src/http/paging.js";
import type { PageStart } from "../../src/lib/paging.js";

/** The list 1 … 5 with a count that is observed. */
function numbers() {
  const all = [1, 2, 3, 4, 5];
  const seen = { counted: 0 };
  const list = {
    rows: (start: PageStart, limit: number) => {
      const from = "offset" in start ? start.offset : all.indexOf(Number(start.after?.[0] ?? 0)) + 1;
      const rows = all.slice(from, from + limit);
      const next = from + limit < all.length ? [rows.at(-1) ?? null] : null;
      return Promise.resolve({ rows, next });
    },
    count: () => ((seen.counted += 1), Promise.resolve(all.length)),
    render: (row: number) => ({ row }),
  };
  return { list, seen };
}

describe("pageOf()", () => {
  it("renders a numbered page with the total", async () => {
    const { list, seen } = numbers();
    const { data, meta } = await pageOf({ limit: 2, page: 2 }, "numbers", list);
    expect(data).to.deep.equal([{ row: 3 }, { row: 4 }]);
    expect(meta).to.deep.include({ limit: 2, page: 2, total: 5 });
    expect(seen.counted).to.equal(1);
  });

  it("does not count when the page shows the end of the list", async () => {
    const { list, seen } = numbers();
    const { meta } = await pageOf({ limit: 2, page: 3 }, "numbers", list);
    expect(meta).to.deep.equal({ limit: 2, nextCursor: null, page: 3, total: 5 });
    expect(seen.counted).to.equal(0);
  });

  it("counts for a page past the end", async () => {
    const { list } = numbers();
    const { data, meta } = await pageOf({ limit: 2, page: 9 }, "numbers", list);
    expect([data, meta.total]).to.deep.equal([[], 5]);
  });

  it("follows cursors to the end, without a total", async () => {
    const { list, seen } = numbers();
    const rows: number[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { data, meta }: Awaited<ReturnType<typeof pageOf<number, { row: number }>>> = await pageOf(
        { limit: 2, cursor },
        "numbers",
        list,
      );
      rows.push(...data.map(({ row }) => row));
      expect(meta).not.to.have.property("total");
      cursor = meta.nextCursor;
    }
    expect([rows, seen.counted]).to.deep.equal([[1, 2, 3, 4, 5], 0]);
  });
});
