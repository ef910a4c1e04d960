"""Superset for the dashboards of Fazhi: loopback, Chinese, no address but its own; read through SUPERSET_CONFIG_PATH.

FAZHI_SUPERSET_HOME holds what this Superset keeps: the key its secrets are encrypted with and its metadata database.
Does not belong here: what the dashboards show (bundle/).
"""

import os
from pathlib import Path

_HOME = Path(os.environ["FAZHI_SUPERSET_HOME"])
_FONTS = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"

APP_NAME = "Fazhi 法治"
SECRET_KEY = (_HOME / "secret_key").read_text(encoding="utf-8").strip()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{_HOME / 'metadata.db'}"

BABEL_DEFAULT_LOCALE = "zh"
LANGUAGES = {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "us", "name": "English"}}
THEME_DEFAULT = {
    "token": {
        "brandAppName": APP_NAME,
        "brandLogoAlt": APP_NAME,
        "brandLogoUrl": "/static/assets/images/superset-logo-horiz.png",
        "brandLogoHref": "/",
        "brandLogoHeight": "24px",
        "brandLogoMargin": "18px 0",
        "brandIconMaxWidth": 37,
        "brandSpinnerUrl": None,
        "brandSpinnerSvg": None,
        "colorPrimary": "#2a78b5",
        "colorLink": "#2a78b5",
        "colorError": "#c8453b",
        "colorWarning": "#d9b44a",
        "colorSuccess": "#4b9b6d",
        "colorInfo": "#2a78b5",
        "fontUrls": [],
        "fontFamily": _FONTS,
        "fontFamilyCode": "'Noto Sans Mono CJK SC', monospace",
        "transitionTiming": 0.3,
        "fontSizeXS": "8",
        "fontSizeXXL": "28",
        "fontWeightNormal": "400",
        "fontWeightLight": "300",
        "fontWeightStrong": "500",
        "fontWeightBold": "700",
        "colorEditorSelection": "#fff5cf",
    },
    "algorithm": "default",
}
THEME_DARK = None
THEME_FONT_URL_ALLOWED_DOMAINS: list[str] = []

# Pages may load from here and from nowhere else: Superset's own policy lets its counting pixel, fonts and maps out, and
# a picture in a cell would tell its owner who reads it.
TALISMAN_ENABLED = True
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'"],
        "script-src": ["'self'", "'strict-dynamic'"],
        "frame-ancestors": ["'self'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    # Plain HTTP on loopback; behind a proxy with TLS set it, and SESSION_COOKIE_SECURE, to true.
    "session_cookie_secure": False,
}
HTML_SANITIZATION = True
FEATURE_FLAGS = {"ENABLE_TEMPLATE_PROCESSING": False, "ALERT_REPORTS": False, "EMBEDDED_SUPERSET": False}
# Figures are looked up, not scanned: a runaway query ends.
SUPERSET_WEBSERVER_TIMEOUT = 60
SQLLAB_TIMEOUT = 60
ROW_LIMIT = 5_000
SQL_MAX_ROW = 50_000
