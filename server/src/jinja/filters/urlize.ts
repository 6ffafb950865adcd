/** How `urlize` writes its links. */
export interface UrlizeOptions {
  /** The longest text of a link, in characters. */
  readonly limit: number | undefined;
  readonly rel: readonly string[];
  readonly target: string | undefined;
  /** Further prefixes that make a link, `tel:` for instance. */
  readonly schemes: readonly string[];
  readonly escape: (text: string) => string;
}

const WEB = /^(?:https?:\/\/|www\.)[\w%-]+(?:\.[\w%-]+)*(?::\d+)?(?:[/?#]\S*)?$/i;
const BARE = /^[\w%-]+(?:\.[\w%-]+)*\.(?:com|net|int|edu|gov|org|info|mil)(?::\d+)?(?:[/?#]\S*)?$/i;
const MAIL = /^[^\s@]+@[\p{L}\p{N}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]*)*\.[\p{L}\p{N}_]+$/u;

/** Makes links of the web and mail addresses in a text, which is escaped as well. */
export function urlize(text: string, options: UrlizeOptions): string {
  return options
    .escape(text)
    .split(/([\s\x1c-\x1f\x85]+)/)
    .map((word) => (word.trim() === "" ? word : linked(word, options)))
    .join("");
}

function linked(word: string, options: UrlizeOptions): string {
  const [head, middle, tail] = peeled(word);
  return head + (anchor(middle, options) ?? middle) + tail;
}

// Brackets and punctuation around an address are not part of it.
function peeled(word: string): readonly [string, string, string] {
  const head = /^(?:[(<]|&lt;)+/.exec(word)?.[0] ?? "";
  let middle = word.slice(head.length);
  const tail = punctuationBehind(middle);
  middle = middle.slice(0, middle.length - tail.length);
  // A bracket that was opened inside the address closes inside it.
  const opened = middle.split("(").length - middle.split(")").length;
  const inside = opened > 0 && tail.startsWith(")") ? Math.min(opened, /^\)+/.exec(tail)?.[0].length ?? 0) : 0;
  return [head, middle + tail.slice(0, inside), tail.slice(inside)];
}

function punctuationBehind(text: string): string {
  let end = text.length;
  for (;;) {
    if (text.endsWith("&gt;", end)) end -= 4;
    else if (end > 0 && ")>.,\n".includes(text.charAt(end - 1))) end--;
    else return text.slice(end);
  }
}

function anchor(address: string, options: UrlizeOptions): string | undefined {
  const rel = options.rel.length > 0 ? ` rel="${options.escape([...new Set(options.rel)].sort().join(" "))}"` : "";
  const target = options.target === undefined ? "" : ` target="${options.escape(options.target)}"`;
  const shown = (text: string) =>
    options.limit !== undefined && text.length > options.limit ? `${text.slice(0, options.limit)}...` : text;
  if (WEB.test(address) || BARE.test(address)) {
    const url = /^https?:\/\//i.test(address) ? address : `https://${address}`;
    return `<a href="${url}"${rel}${target}>${shown(address)}</a>`;
  }
  const mail = address.replace(/^mailto:/, "");
  if (MAIL.test(mail) && !mail.startsWith("www.") && !mail.includes(":")) return `<a href="mailto:${mail}">${mail}</a>`;
  const scheme = options.schemes.some((it) => address.startsWith(it) && address !== it);
  return scheme ? `<a href="${address}"${rel}${target}>${address}</a>` : undefined;
}
