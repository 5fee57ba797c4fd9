"""How the evidence report looks: paper, a readable measure, and colours that say nothing that no shape says."""

STYLE = """
:root { --ink: #20242A; --muted: #676B72; --line: #E3DFD6; --accent: #0B5E9E; --paper: #FDFCFA; --wash: #F4F2ED;
  --improved: #1B7F5C; --worsened: #B24A00; --mixed: #8A5A00; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--wash); color: var(--ink);
  font: 16px/1.55 "Source Serif Pro", "Source Serif 4", Georgia, "Times New Roman", serif; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 3.5rem 4rem; background: var(--paper); min-height: 100vh; }
h1, h2, h3, nav, figcaption, cite, .facts, .details, .tally, .direction, .source, .note, .hint, .path, .estimate,
.draft {
  font-family: "Source Sans Pro", "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; margin: 2.75rem 0 .75rem; padding-bottom: .35rem; border-bottom: 2px solid var(--ink); }
h3 { font-size: 1.08rem; margin: 1.75rem 0 .1rem; }
.path { display: block; font-weight: 400; font-size: .78rem; color: var(--muted); }
.question { font-style: italic; margin: 0 0 1.25rem; }
a { color: var(--accent); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
.named { display: inline-block; margin-right: 1.1rem; overflow-wrap: anywhere; }
.name { color: var(--muted); }
.facts, .details { font-size: .85rem; }
.facts { margin: 0; padding: .7rem 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
nav ol { padding-left: 1.4rem; font-size: .92rem; }
nav span, .tally, .hint, figcaption { color: var(--muted); font-size: .85rem; }
.tally { margin: 0 0 .9rem; }
article { margin: 0 0 1.1rem; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); }
.direction { margin: 0 0 .3rem; }
.shape { display: inline-block; min-width: 1.1em; }
.improved { border-left-color: var(--improved); } .improved .shape { color: var(--improved); }
.worsened { border-left-color: var(--worsened); } .worsened .shape { color: var(--worsened); }
.mixed { border-left-color: var(--mixed); } .mixed .shape { color: var(--mixed); }
.estimate { margin-left: .5rem; font-variant-numeric: tabular-nums; }
.draft { margin-left: .5rem; padding: 0 .4rem; border: 1px solid var(--line); border-radius: 4px; font-size: .75rem;
  color: var(--muted); }
.statement { margin: .2rem 0; }
blockquote { margin: .45rem 0; padding: 0; }
blockquote p { margin: 0; overflow-wrap: anywhere; }
q { white-space: pre-line; quotes: "\\201C" "\\201D"; }
cite { margin-left: .4rem; font-style: normal; font-size: .8rem; color: var(--muted); }
.details { margin: .4rem 0; }
.source, .note { margin: .3rem 0 0; font-size: .85rem; color: var(--muted); overflow-wrap: anywhere; }
.note { white-space: pre-line; } .note::before { content: "Note: "; }
.sources ol { padding-left: 2rem; font-size: .92rem; } .sources li { margin: .4rem 0; overflow-wrap: anywhere; }
.sources li:target { background: #E6F0F8; }
.retracted { color: var(--worsened); }
figure { margin: 1.5rem 0; } figure img { max-width: 100%; height: auto; }
@media (max-width: 40rem) { main { padding: 1.5rem 1.1rem; } }
@media print {
  @page { margin: 20mm 18mm; }
  body { background: none; font-size: 10.5pt; } main { max-width: none; padding: 0; background: none; }
  a { color: inherit; } h2, h3, .direction { break-after: avoid; } article, figure, .sources li { break-inside: avoid; }
}
"""
