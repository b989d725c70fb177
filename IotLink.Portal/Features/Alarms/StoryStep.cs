namespace IotLink.Portal.Features.Alarms;

/// <summary>One station of an alarm's story.</summary>
/// <param name="Key">What it is, for the page that puts evidence beside it: <c>received</c>, <c>rule</c>...</param>
/// <param name="At">null when it did not happen.</param>
/// <param name="Text">What happened; or why nothing did.</param>
public sealed record StoryStep(string Key, DateTimeOffset? At, StoryMark Mark, string Title, string Text)
{
    /// <summary>The exact version of what decided.</summary>
    public string? Href { get; init; }

    /// <summary>A person's own words.</summary>
    public string Note { get; init; } = "";
}

/// <summary>Good, bad, still to come, did not happen.</summary>
public enum StoryMark { Good, Bad, Pending, None }
