/** Every filter by name; apart from the filters themselves, so that the test `is filter` needs none of them. */
export const FILTER_NAMES: ReadonlySet<string> = new Set(
  (
    "abs as_bool as_native as_number as_text attr batch capitalize center count d default dictsort e escape " +
    "filesizeformat first float forceescape format groupby indent int items join last length list lower map max min " +
    "pprint random reject rejectattr replace reverse round safe select selectattr slice sort string striptags sum " +
    "title tojson trim truncate unique upper urlencode urlize wordcount wordwrap xmlattr"
  ).split(" "),
);
