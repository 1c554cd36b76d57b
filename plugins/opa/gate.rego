# A policy for gate in Rego. `input` is what gate's verdict is made from (docs/plugins.md), `input.options` what
# .gate.yml gives. Every case gives a ruling: an answer without one is an error.
package gate

import rego.v1

added := sum([hunk.new_lines | some file in input.change.files; some hunk in file.hunks])

size_condition := sprintf("at most %d added lines", [input.options.most_added_lines])

size_value := sprintf("%d added lines", [added])

rulings contains {
	"condition": size_condition,
	"value": size_value,
	"status": "pass",
	"reason": "small enough to be read",
} if {
	added <= input.options.most_added_lines
}

rulings contains {
	"condition": size_condition,
	"value": size_value,
	"status": "warn",
	"reason": "reviewers miss more in large changes: split it where you can",
} if {
	added > input.options.most_added_lines
}

today := time.weekday(input.now * 1000000000)

frozen contains file.path if {
	today in input.options.frozen_days
	some file in input.change.files
	some pattern in input.options.frozen_paths
	glob.match(pattern, ["/"], file.path)
}

freeze_condition := sprintf("frozen paths stay as they are on %s", [concat(", ", input.options.frozen_days)])

rulings contains {
	"condition": freeze_condition,
	"value": today,
	"status": "pass",
	"reason": "nothing frozen is touched",
} if {
	count(frozen) == 0
}

rulings contains {
	"condition": freeze_condition,
	"value": today,
	"status": "fail",
	"reason": sprintf("%d frozen files change while nobody is there to watch", [count(frozen)]),
	"details": sort(frozen),
} if {
	count(frozen) > 0
}
