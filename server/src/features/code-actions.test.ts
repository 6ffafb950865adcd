import { expect, test } from "vitest";
import { fixTitles } from "../../test-kit/check-features.ts";

const FIXTURE = (text: string) => `
//- models/orders.sql
select 1 as id
//- models/model.sql
${text}
`;

test("a fix is offered on its finding, at both of its edges too, and nowhere else", () => {
  expect(fixTitles(FIXTURE("select * from {{ ref('ord$0er') }}"))).toHaveLength(1);
  expect(fixTitles(FIXTURE("select * from {{ ref('$0order') }}"))).toHaveLength(1);
  expect(fixTitles(FIXTURE("$0select * from {{ ref('order') }}"))).toEqual([]);
});

test("a selection offers the fixes of everything that it touches", () => {
  const text = "select * from {{ ref('$0order') }} join {{ ref('orde$0rz') }}";
  expect(fixTitles(FIXTURE(text))).toHaveLength(2);
});
