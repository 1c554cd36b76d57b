require "open-uri"

class PreviewsController < ApplicationController
  def show
    # ruleid: ruby-ssrf
    page = URI.open(params[:url]).read
    # ruleid: ruby-ssrf
    head = Net::HTTP.get(URI(params[:head]))
    render plain: page + head
  end

  def safe
    # ok: ruby-ssrf
    page = Net::HTTP.get(URI("https://api.example.com/avatars/#{Integer(params[:id])}"))
    # ok: ruby-ssrf
    text = URI.open(settings.feed).read
    render plain: page + text
  end
end
