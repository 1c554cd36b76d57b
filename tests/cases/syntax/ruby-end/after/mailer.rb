require "net/smtp"

class Mailer
  attr_reader :host

  def initialize(host, options = {})
    @host = host
    @options = { retries: 3, hosts: [host] }.merge(options)
  end

  def deliver(message)
    tries = 0
    begin
      Net::SMTP.start(@host) { |smtp| smtp.send(message, @options[:hosts]) }
    rescue IOError => error
      tries += 1
      retry if tries < @options[:retries]
      raise error
    end
    [1, 2].each do |n|
      puts("sent #{n}")
  end
end
