namespace IotLink.Portal.Localization;

/// <summary>Section <c>Site</c>: where this IotLink stands.</summary>
public sealed class SiteOptions
{
    public const string Section = "Site";

    internal const string Korea = "Asia/Seoul";

    /// <summary>IANA name of the zone times are shown in.</summary>
    public string TimeZone { get; set; } = Korea;
}
