//! What a browser is called that says of itself what it is: enough to tell one's own devices apart.

/// Browser and system, by the names that people know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    pub browser: &'static str,
    pub system: &'static str,
}

/// Markers and names, the more special ones first: most browsers claim to be others as well.
const BROWSERS: [(&str, &str); 10] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi", "Vivaldi"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
];

const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

impl Device {
    /// None if nothing in the header is known.
    pub fn of(user_agent: &str) -> Option<Self> {
        let find = |table: &'static [(&str, &str)]| table.iter().find(|(marker, _)| user_agent.contains(marker)).map(|(_, name)| *name);
        Some(Self { browser: find(&BROWSERS)?, system: find(&SYSTEMS)? })
    }
}

#[cfg(test)]
mod tests {
    use super::Device;

    #[test]
    fn browsers_that_claim_to_be_others_are_told_apart() {
        let of = |text: &str| Device::of(text).map(|device| (device.browser, device.system));
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(of(chrome), Some(("Chrome", "Linux")));
        let edge = [chrome, " Edg/140.0.0.0"].concat();
        assert_eq!(of(&edge), Some(("Edge", "Linux")));
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1";
        assert_eq!(of(safari), Some(("Safari", "iPhone")));
        assert_eq!(of("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"), Some(("Firefox", "Windows")));
        assert_eq!(of("my-app/1.0"), None);
    }
}
