// Names and extensions that say what a file is, in lower case. For file_kind.cpp.
#pragma once

#include "gate/history/word_set.h"

namespace gate::history {

struct FileKindLists {
  // By extension.
  WordSet code{
      "c cc cpp cxx c++ h hh hpp hxx inl ipp java kt kts scala groovy clj cljs cs fs fsx vb go rs py pyx pyi rb php pl "
      "pm "
      "tcl lua js jsx mjs cjs ts tsx mts cts vue svelte swift m mm dart erl hrl ex exs hs ml mli elm jl r sh bash zsh "
      "fish "
      "ps1 bat cmd awk s asm f f90 f95 for pas d nim zig cr v sv vhd cu cl glsl hlsl sol proto thrift idl y l yy ll g4 "
      "jsp "
      "jspx erb aj el lisp scm coffee ino html htm css scss less xsl xslt ftl hbs graphql wat xs vala gs perl"};
  WordSet configuration_extensions{
      "yaml yml toml ini properties conf cfg config json json5 jsonc xml tf tfvars hcl env plist reg service rc nix "
      "dhall "
      "cue jsonnet xsd desktop editorconfig dockerfile"};
  WordSet documents{
      "md markdown mdx rst adoc asciidoc txt textile tex texi texinfo org rdoc pod man 1 3 5 7 8 pdf apt wiki"};
  WordSet build_extensions{
      "gradle cmake mk mak sbt bzl bazel am m4 vcxproj sln ninja gn gni gyp gypi pro pri dsp dsw vcproj nuspec"};
  WordSet project_extensions{"csproj fsproj vbproj gemspec podspec cabal opam lock"};
  WordSet migration_extensions{"rb py php js ts go cs ex exs xml yaml yml"};

  // By whole name.
  WordSet manifests{
      "package.json pom.xml go.mod go.sum go.work go.work.sum cargo.toml gemfile pipfile pyproject.toml setup.py "
      "setup.cfg "
      "composer.json package-lock.json npm-shrinkwrap.json pnpm-lock.yaml bun.lockb deno.json deno.jsonc "
      "packages.config "
      "packages.lock.json directory.packages.props podfile cartfile cartfile.resolved package.swift package.resolved "
      "mix.exs pubspec.yaml environment.yml conanfile.txt conanfile.py vcpkg.json gradle.lockfile libs.versions.toml "
      "dependencies.gradle glide.yaml gopkg.toml godeps.json bower.json lerna.json import_map.json module.bazel "
      ".gitmodules"};
  WordSet builds{
      "makefile gnumakefile bsdmakefile cmakelists.txt configure configure.ac configure.in build.xml build build.bazel "
      "workspace workspace.bazel buck rakefile gradlew gradlew.bat mvnw mvnw.cmd meson.build meson_options.txt "
      "sconstruct "
      "sconscript jenkinsfile build.rs build.sbt dune wscript justfile taskfile.yml gruntfile.js gulpfile.js "
      ".travis.yml "
      ".gitlab-ci.yml appveyor.yml .cirrus.yml azure-pipelines.yml build.ps1 maven.xml project.xml makefile.pl kbuild "
      "kconfig gradle.properties build.gradle.kts settings.gradle.kts"};
  WordSet settings{
      "dockerfile containerfile .gitignore .gitattributes .dockerignore .editorconfig .env .npmrc .clang-format "
      ".clang-tidy "
      ".mailmap codeowners procfile vagrantfile .eslintrc .prettierrc .babelrc .gitreview .htaccess crontab"};
  WordSet papers{
      "license licence copying notice authors contributors changelog changes news readme todo install history credits "
      "maintainers thanks copyright"};

  // By folder.
  WordSet test_folders{
      "test tests __tests__ __test__ testing testdata spec specs e2e itest itests unittest unittests unit_tests "
      "system_test "
      "systest __mocks__ __snapshots__ fixtures integrationtest testsuite testfixtures androidtest"};
  WordSet migration_folders{"migrate migrations migration alembic flyway liquibase"};
  WordSet document_folders{"docs doc documentation javadoc man relnotes"};
  WordSet foreign_folders{
      "vendor vendored third_party third-party thirdparty 3rdparty node_modules external bower_components godeps "
      "_vendor "
      "deps dist generated generated-sources __snapshots__ __generated__"};
};

}  // namespace gate::history
