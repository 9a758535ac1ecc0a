# For scripts that make projects outside of the build: Windsock comes out of a folder that a release was deployed to, what else
# they need out of this machine's own repository if it is there, and from Maven Central if not. To be sourced; the one argument
# is the folder. Leaves $home, an empty directory that is deleted at the end, and $home/settings.xml for mvn -s.

staging=$(realpath "${1:-target/staging}")
own=${MAVEN_LOCAL_REPOSITORY:-$HOME/.m2/repository}
home=$(mktemp -d "${TMPDIR:-/tmp}/windsock-outside.XXXXXX")
trap 'rm -rf "$home"' EXIT

other_libraries() { # this machine's own repository, without Windsock
    local entry
    mkdir -p "$home/others/io/github"
    for entry in "$own"/* "$own"/io/* "$own"/io/github/*; do
        [[ -e $entry ]] || continue
        case ${entry#"$own/"} in
            io | io/github | io/github/windsock) ;;
            *) ln -s "$entry" "$home/others/${entry#"$own/"}" ;;
        esac
    done
}

repository() { # element, id, folder
    printf '<%s><id>%s</id><url>file://%s</url></%s>' "$1" "$2" "$3" "$1"
}

settings() {
    cat <<XML
<settings>
  <localRepository>$home/local</localRepository>
  <profiles>
    <profile>
      <id>staged</id>
      <repositories>
        $(repository repository staging "$staging")
        $(repository repository others "$home/others")
      </repositories>
      <pluginRepositories>
        $(repository pluginRepository others "$home/others")
      </pluginRepositories>
    </profile>
  </profiles>
  <activeProfiles>
    <activeProfile>staged</activeProfile>
  </activeProfiles>
</settings>
XML
}

other_libraries
settings >"$home/settings.xml"
