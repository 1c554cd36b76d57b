// Terraform's named values.
#pragma once

#include "analyzers/patterns/ast.h"

namespace gate::patterns {

// `local.x` holds what a `locals` block of the file gives x, `var.x` the default of `variable "x"`, where that is a
// literal and the only one (https://developer.hashicorp.com/terraform/language/values).
void propagate_hcl_constants(Ast& ast);

}  // namespace gate::patterns
