use std::collections::HashMap;

pub struct Counter {
    words: HashMap<String, usize>,
    longest: Option<String>,
}

impl Counter {
    pub fn new() -> Self {
        Counter { words: HashMap::new(), longest: None }
    }

    pub fn feed(&mut self, text: &str) -> Result<usize, String> {
        for word in text.split(' ') {
            if word.is_empty() {
                return Err(format!("two blanks in {:?}", text));
            }
            *self.words.entry(word.to_string()).or_insert(0) += 1;
        }
        let lengths: Vec<usize> = self.words.keys().map(|word| word.len()).collect();
        match lengths.iter().max() {
            Some(most) => Ok(*most),
            None => Ok(0),
        }
    }
}
