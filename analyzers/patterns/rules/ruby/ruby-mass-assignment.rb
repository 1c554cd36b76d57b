class UsersController < ApplicationController
  def create
    # ruleid: ruby-mass-assignment
    User.create(params[:user].permit!)
  end

  def update
    # ruleid: ruby-mass-assignment
    @user.update(params.require(:user).permit!)
  end

  def safe
    # ok: ruby-mass-assignment
    User.create(params.require(:user).permit(:name, :mail))
    # ok: ruby-mass-assignment
    Report.run(defaults.permit!)
  end
end
