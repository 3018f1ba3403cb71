//! The Content-Security-Policy of every page.

/// The policy: our own scripts and styles by file, no inline handler, no inline style, nothing
/// from another host but frames and images from `embeds`, the hosts that the configuration allows.
#[must_use]
pub fn policy<'a>(embeds: impl IntoIterator<Item = &'a str>) -> String {
    let embeds: String = embeds.into_iter().map(|host| format!(" https://{host}")).collect();
    let frames = if embeds.is_empty() { " 'none'".to_owned() } else { embeds.clone() };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{embeds}; \
         media-src 'self'{embeds}; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
         frame-src{frames}; form-action 'self'; base-uri 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::policy;

    #[test]
    fn hosts_are_allowed_for_frames_and_images_only() {
        let policy = policy(["video.example.org"]);
        assert!(policy.contains("frame-src https://video.example.org;"));
        assert!(policy.contains("img-src 'self' data: https://video.example.org;"));
        assert!(policy.contains("script-src 'self';"));
    }

    #[test]
    fn without_such_hosts_nothing_is_framed() {
        assert!(policy([]).contains("frame-src 'none';"));
    }
}
