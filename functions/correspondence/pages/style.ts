/** The style sheet of every page, inline in its head: the content security policy names its hash. Logical properties only. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1c2430;--quiet:#4a5568;--paper:#fff;--ground:#eef2f6;--line:#8793a3;--accent:#14507a;--on:#fff;--wrong:#a3211b;--box:#e6f0f8}
@media (prefers-color-scheme:dark){:root{--ink:#f1f5f9;--quiet:#b9c4d0;--paper:#1c242e;--ground:#12181f;--line:#7c8896;--accent:#9fd0f5;--on:#0c1a26;--wrong:#ff9d94;--box:#22344a}}
*{box-sizing:border-box}
html{font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",Tahoma,sans-serif;-webkit-text-size-adjust:100%}
:lang(ar){line-height:1.7}
body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:break-word}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px;box-shadow:0 0 0 5px #ffd54a}
.skip{position:absolute;inset-block-start:-9rem;inset-inline-start:1rem;padding:.75rem 1rem;background:var(--paper)}
.skip:focus{inset-block-start:.5rem}
header,main,footer{max-inline-size:42rem;margin-inline:auto;padding:1rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;align-items:center}
header p{margin:0;font-weight:600}
nav ul{display:flex;gap:.25rem;margin:0;padding:0;list-style:none}
nav a{display:block;padding:.5rem .6rem;min-inline-size:2.75rem;text-align:center}
nav button{min-block-size:0;min-inline-size:2.75rem;margin:0;padding:.5rem .6rem;border:0;background:none;color:var(--accent);font-weight:400;text-decoration:underline;text-underline-offset:.15em}
nav [aria-current]{color:inherit;font-weight:600;text-decoration:none}
main{background:var(--paper);padding:1.25rem 1rem 2rem}
@media (min-width:44rem){main{padding:2rem 2.5rem 3rem;border-radius:6px}}
footer{font-size:.9rem;color:var(--quiet)}
h1{font-size:1.6rem;line-height:1.3;margin:0 0 1rem}
h2{font-size:1.2rem;line-height:1.35;margin:2rem 0 .5rem}
h4{font-size:1rem;font-weight:600;margin:.6rem 0 0}
h3{font-size:1.05rem;margin:1.25rem 0 .25rem}
:lang(ar):is(h1,h2,h3,legend){line-height:1.5}
h1 span{display:block}
p{margin:.5rem 0 1rem}
ul.plain{list-style:none;padding:0}
ul.plain>li{padding-block:.6rem;border-block-end:1px solid var(--line)}
ul.plain h3{margin-block-start:0}
ul.plain p{margin:.15rem 0}
.notice{border:1px solid var(--line);padding:.6rem .8rem;margin:0 0 1.25rem;font-size:.9rem}
.quiet{color:var(--quiet);margin:.15rem 0;font-size:.95rem}
dl{margin:.5rem 0 1.25rem}
dl>div{padding-block:.45rem;border-block-end:1px solid var(--line)}
dt{font-weight:600}
dd{margin:0}
@media (min-width:36rem){dl>div{display:grid;grid-template-columns:12rem 1fr;gap:1rem}}
.box{background:var(--box);padding:.1rem 1rem;margin-block:1.5rem;border-inline-start:5px solid var(--accent)}
.done{background:var(--box);padding:1rem;margin-block-end:1.5rem;border-block-start:5px solid var(--accent)}
.done h1{margin:0}
.problem{border:3px solid var(--wrong);padding:.75rem 1rem;margin-block-end:1.5rem}
.problem h2{margin:0}
.problem ul{padding-inline-start:1.2rem;margin:.5rem 0}
.problem a,.wrong{color:var(--wrong);font-weight:600}
fieldset{border:0;margin:1.75rem 0;padding:0;min-inline-size:0}
legend{font-size:1.1rem;font-weight:600;padding:0;margin-block-end:.5rem}
.faulty>legend{float:inline-start;inline-size:100%}
.faulty>legend+*{clear:both}
.faulty{border-inline-start:5px solid var(--wrong);padding-inline-start:.9rem}
.choice{display:grid;grid-template-columns:2.75rem 1fr;align-items:start}
.choice input{inline-size:1.6rem;block-size:1.6rem;margin:.55rem 0 0;accent-color:var(--accent)}
.choice label{padding-block:.6rem;font-weight:400}
.choice .quiet{grid-column:2;margin:-.4rem 0 .4rem}
.more{margin-block:.25rem 1rem;margin-inline:.75rem 0;padding-inline-start:1.2rem;border-inline-start:4px solid var(--line)}
label{display:block;font-weight:600}
.field{margin-block:1rem}
.field input{inline-size:100%;max-inline-size:26rem;min-block-size:2.9rem;padding:.4rem .6rem;font:inherit;color:inherit;background:var(--paper);border:2px solid var(--ink)}
.field input[aria-invalid]{border-color:var(--wrong)}
button{font:inherit;font-weight:600;min-block-size:3rem;padding:.6rem 1.4rem;margin-inline-end:.75rem;margin-block-start:.5rem;border:2px solid var(--accent);border-radius:4px;background:var(--accent);color:var(--on);cursor:pointer}
button.second{background:none;color:var(--accent)}
article{border-block-start:1px solid var(--line);margin-block-start:2rem}
@supports selector(:has(*)){
form:not(:has(#who-other:checked)) #more-who,
form:not(:has(#answer-colleague:checked)) #more-colleague,
form:not(:has(#answer-regret:checked,#answer-no-part:checked)) #more-reason,
form:has(#answer-regret:checked,#answer-no-part:checked) #parts{display:none}
}
`;
