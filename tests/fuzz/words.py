"""Words of the languages that are read, and what is at the edge of each: put into inputs where they may hurt."""

# fmt: off
HTML = (
    "<p>", "</p>", "<div>", "<table><tr><td>", "</table>", "<h1>", "<!--", "-->", "<script>", "</script>", "<br>",
    "<article itemprop=articleBody>", "<time datetime='2021-05-24'>", "<meta property=og:title content='", "<svg>",
    "<script type='application/ld+json'>{", "&#0;", "&#x1b;", "&amp", "<![CDATA[", "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "<template>", "<plaintext>", "<base href=x>", "<ul><li>", "<pre>", "<title>", "<?xml encoding='x'?>",
)
MARKDOWN = (
    "# ", "---\n", "```", "> ", "[a](b)", "**", "_", "|", "- ", "1. ", "[^1]", "<div>", "&a", "*a", "!!x", "\t",
)
YAML = (
    "&a ", "*a", "!!python/object:os.system", "!x", "? ", ": ", "- ", "[", "]", "{", "}", "|\n  ", ">\n  ", "<<: ",
    "'", '"', "#", "---\n", "...\n", "%YAML 1.1\n", "2021-02-30", "null", "~", "0x1F", "1_000", ".inf",
    "2021-05-24T1:1:1Z", "1:30:00", "=", "\\", "\n  ", "\n", "no",
)
XML = (
    "<w:p>", "</w:p>", "<w:tbl>", "<w:tc>", "<w:numPr>", "<text:list>", "<text:note>", "&#x1b;",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "xmlns:w=''", "<![CDATA[", "]]>", "encoding='utf-7'",
    "w:val='99999999999'",
)
RTF = (
    "\\par ", "\\bin9999 ", "{\\*\\x ", "\\u-1?", "\\'ff", "\\uc9 ", "{", "}", "\\trowd ", "\\cell ", "\\row ",
    "\\field", "{\\pict ", "{\\footnote ", "\\ansicpg99999 ", "\\fcharset204 ", "\\listtext ", "\\upr",
)
MAIL = (
    "Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n", "--b--\r\n", "Content-Transfer-Encoding: base64\r\n",
    "charset=x", "=?utf-8?B?////?=", "=?", "?=", "boundary=", "message/rfc822", "name*0*=utf-8''%ff", "\r\n\r\n",
    "From x\n", "Date: 99 May 99999 99:99:99 +9999\r\n", "Content-Disposition: attachment; filename=../a.txt\r\n",
    "References: <x>\r\n", "Content-Type: text/html; charset=utf-7\r\n",
)
DATES = (
    "last year", "1 May 2021", "24.05.2021", "the first nine months of", "в прошлом году", "былтыр", "Q1", "9999",
    "0000", "31 February", "2021-W53", "99 years ago", "the 0th", "позавчера", "00:61", "29 февраля 1900", "–", "/",
    "1990s", "10000 BC", "from", "to", "until", "millennium", "a fortnight", "12-жылдын", "Monday", "noon",
    "XXI век",
)
FIGURES = (
    "$", "4,1 млрд", "13.6%", "from 5 to 10 percent", "1e999", "1,2,3", "два", "million", "-", "–", "bn", "сомдон",
    "№", "half", "2.5-fold", "по сравнению", "against", "км²", "per", "US$", "₽", "1/2", "втрое", "one in", "00",
)
NAMES = (
    "Putin", "Владимир Путин", "Mr.", "President", "the", "de", "al-", "Inc.", "«", "»", "ООО", "J.P.", "O'", "-",
    "Dr", "министр", "Ministry of", "and", "г-н", "-нын", "МИД", "AAA", "'s", "&", "Jr.",
)
QUOTED = (
    '"', "“", "”", "«", "»", "he said", "said", "заявил", "according to", "по словам", ":", "told reporters", "- ",
    "—",
)
ASKED = (
    '"', "(", ")", "-", "OR", "AND", "NOT", "~5", "*", ":", "person:", "date:", "..", ">=", "percent:", "И", "ИЛИ",
    "НЕ", "“", "„", "mentions:", "in:", "is:", "amount:", "~999999999999",
)
PDF = (
    "/Kids", "obj", "1 0 R", "BT", "Tj", "<<", ">>", "/Count 99999999", "/Parent", "5 0 R", "Do", "q", "[", "]TJ",
    "/Filter/FlateDecode", "Tm",
)
JSON = ("{", "[", '"', ":", ",", "null", "1e999", "\\ud800", "\\u0000", "\n", "NaN", "true", "[[[[")
CUES = (
    "00:00:01,000 --> 00:00:04,000", "00:01.000 --> 00:04.000", "\n\n", "<i>", "<v Ivan>", "NOTE", "STYLE", "&amp;",
    "-->", "99999999999999999999",
)
# fmt: on
