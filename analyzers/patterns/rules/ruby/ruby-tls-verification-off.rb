require "net/http"

def fetch(uri)
  http = Net::HTTP.new(uri.host, uri.port)
  http.use_ssl = true
  # ruleid: ruby-tls-verification-off
  http.verify_mode = OpenSSL::SSL::VERIFY_NONE
  http.get(uri.path)
end

def start(uri)
  # ruleid: ruby-tls-verification-off
  Net::HTTP.start(uri.host, uri.port, use_ssl: true, verify_mode: OpenSSL::SSL::VERIFY_NONE) { |http| http.get("/") }
end

def checked(uri)
  http = Net::HTTP.new(uri.host, uri.port)
  # ok: ruby-tls-verification-off
  http.verify_mode = OpenSSL::SSL::VERIFY_PEER
  http.ca_file = "/etc/ssl/company.pem"
  http.get(uri.path)
end
