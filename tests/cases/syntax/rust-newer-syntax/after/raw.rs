pub struct Raw(u8);

unsafe extern "C" {
    fn read(at: *const u8) -> u8;
}

pub fn first(raw: Raw) -> u8 {
    let place = &raw.0;
    *place
}
