// A whole XML document through a handler, with errors that name the line.
#pragma once

#include <string>
#include <string_view>

#include "gate/base/error.h"
#include "gate/base/xml.h"

namespace gate::diagnostics {

// `parser` is set before the first event, for handlers that refuse or ask for the depth, and null again afterwards.
Expected<void> read_xml(std::string_view text, const std::string& name, XmlHandler& handler, XmlParser*& parser);

}  // namespace gate::diagnostics
