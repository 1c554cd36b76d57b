class CartsController < ApplicationController
  def show
    # ruleid: ruby-unsafe-deserialisation
    cart = Marshal.load(Base64.decode64(cookies[:cart]))
    # ruleid: ruby-unsafe-deserialisation
    options = YAML.load(params[:options])
    render json: [cart, options]
  end

  def safe
    # ok: ruby-unsafe-deserialisation
    cart = JSON.parse(cookies[:cart])
    # ok: ruby-unsafe-deserialisation
    options = YAML.safe_load(params[:options])
    # ok: ruby-unsafe-deserialisation
    settings = YAML.load(File.read("config/settings.yml"))
    render json: [cart, options, settings]
  end
end
