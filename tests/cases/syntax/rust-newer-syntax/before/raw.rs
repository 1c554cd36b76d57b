pub struct Raw(u8);
