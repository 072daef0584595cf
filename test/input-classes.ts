/** The classes of bad input, one a line: each must meet a clear answer, never a 5xx and never an echo. */
const words = `
1 empty token
2 one character short or long
3 another alphabet or homoglyphs
4 one bit flipped, at each position
5 a valid MAC on another id
6 an old epoch
7 another scope
8 revoked
9 expired by one second, and exactly at the boundary
10 double-encoded
11 case changed
12 trailing dot, slash, \`?fbclid\`, \`;jsessionid\`
13 path traversal
14 token in query, header or body
15 a 5 MB path
16 NUL and overlong UTF-8
17 line-wrapped, with \`=3D\` or a space
18 rewritten by a link scanner and decoded again
19 a hundred GETs at once
20 HEAD, OPTIONS, PUT, TRACE
21 GET with \`?answer=yes\`
22 X-HTTP-Method-Override
23 wrong content type
24 JSON for a form, a form for JSON
25 a key twice
26 an array or object where a string belongs
27 \`__proto__\`, \`constructor\`
28 a 6 MB body
29 a false base64 flag
30 compressed bombs
31 forged Host, X-Forwarded-*
32 a 10 KB Accept-Language
33 no request context
34 the same POST again
35 the same answer id with another body
36 a stale nonce
37 two tabs, opposite answers
38 POST one millisecond after GET
39 cross-site
40 CR LF and \`Bcc:\` in a name, a subject, a delegation
41 bare CR, bare LF, U+0085, U+2028
42 bidi overrides, zero-width, U+FEFF
43 10,000 characters
44 empty, blank, combining marks only
45 emoji sequences, lone surrogates
46 NFC against NFD
47 markup and comment breakers
48 a bare domain in a name
49 Markdown links, \`javascript:\`
50 template syntax of every kind
51 a placeholder whose value is a placeholder
52 \`</script>\` and U+2028 in data
53 query operators
54 key separators in ids
55 LaTeX
56 the worst string for every regular expression
57 Arabic beside Latin, Turkish İ and ı
58 two in one field
59 display-name form
60 quoted local part, comments
61 plus tags, dots, case
62 a non-ASCII local part
63 IDN, punycode, homoglyph domains
64 IP literal, localhost
65 over 320 characters
66 no MX, null MX
67 role, list and auto-reply addresses
68 one person twice in a round; one address for two people
69 the gap and the overlap of a clock change
70 Lord Howe, Apia, Troll, Casablanca
71 24:00, leap second, years 0, 9999, 275760
72 end before start, deadline after the meeting, deadline in the past
73 a meeting moved a day in the minute of its reminder
74 zone data changed after scheduling
75 cells that start with = + - @ TAB NUL or their full-width forms
76 BOM, UTF-16, 100,000 columns, an unclosed quote, embedded newlines
77 50,001 invitees; none; one
78 file names \`../x\`, RTL, CR LF, 300 characters; PDF that is also HTML; SVG with a script
79 a download link reused after its time or by another person
80 calendar property injection; a fold inside a code point
81 an unknown version, extra fields, a 1 MB detail, a replay, a foreign source, a forged bounce for another invitation
82 capacity 0, negative, 2^53, below what is confirmed; cancel during send and send during cancel; two operators release at once; a round deleted with mail in flight; an id of another meeting on every route
`;

/** What every class is called, by its number. */
export const inputClasses: ReadonlyMap<number, string> = new Map(
  words
    .trim()
    .split("\n")
    .map((line) => [Number.parseInt(line, 10), line.slice(line.indexOf(" ") + 1)] as const),
);
