//! The screens we look at the map on.

/// A screen and how it is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Device {
    /// For messages and file names.
    pub name: &'static str,
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// Fingers instead of a mouse; it also makes the page lay itself out as on a phone.
    pub touch: bool,
    /// The visitor's system asks for dark colours.
    pub dark: bool,
}

impl Device {
    /// A phone in the hand.
    pub const PHONE: Self = Self::held("phone", 390, 844, 2.0);
    /// The narrowest screen that must still work (WCAG 2.2, 1.4.10).
    pub const SMALL_PHONE: Self = Self::held("small-phone", 320, 568, 2.0);
    /// A tablet held upright.
    pub const TABLET: Self = Self::held("tablet", 820, 1180, 2.0);
    /// A screen with a mouse and a keyboard.
    pub const DESKTOP: Self = Self {
        touch: false,
        ..Self::held("desktop", 1440, 900, 1.0)
    };
    /// The standing touch screen at a station.
    pub const KIOSK: Self = Self::held("kiosk", 1080, 1920, 1.0);
    /// The same, lying.
    pub const LYING_KIOSK: Self = Self::held("lying-kiosk", 1920, 1080, 1.0);

    const fn held(name: &'static str, width: u32, height: u32, scale: f64) -> Self {
        Self {
            name,
            width,
            height,
            scale,
            touch: true,
            dark: false,
        }
    }

    /// The same screen where the system asks for dark colours.
    #[must_use]
    pub const fn in_the_dark(self) -> Self {
        Self { dark: true, ..self }
    }
}
