class SessionsController < ApplicationController
  def create
    # ruleid: ruby-open-redirect
    redirect_to params[:next]
  end

  def update
    target = params[:to] || root_path
    # ruleid: ruby-open-redirect
    redirect_to(target, notice: "saved")
  end

  def safe
    # ok: ruby-open-redirect
    redirect_to(url_from(params[:next]) || root_path)
    # ok: ruby-open-redirect
    redirect_to User.find(params[:id])
    # ok: ruby-open-redirect
    redirect_to root_path
  end
end
