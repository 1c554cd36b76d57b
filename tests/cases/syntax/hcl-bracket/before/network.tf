variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
}

resource "aws_vpc" "main" {
  cidr_block = var.cidr
  tags = {
    Name  = "main-${var.cidr}"
    Zones = join(",", [for z in ["a", "b"] : upper(z)])
  }
}
