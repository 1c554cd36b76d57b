class ImagesController < ApplicationController
  def convert
    # ruleid: ruby-command-injection
    system("convert #{params[:file]} out.png")
    line = "identify " + params[:file]
    # ruleid: ruby-command-injection
    out, status = Open3.capture2(line)
    render plain: out
  end

  def calculate
    # ruleid: ruby-command-injection
    render plain: eval(params[:formula])
  end

  def safe
    # ok: ruby-command-injection
    system("convert", "--", File.basename(params[:file]), "out.png")
    # ok: ruby-command-injection
    system("convert #{Shellwords.escape(params[:file])} out.png")
    # ok: ruby-command-injection
    system("head -c #{params[:size].to_i} /dev/zero")
    # ok: ruby-command-injection
    system("uptime")
  end
end
