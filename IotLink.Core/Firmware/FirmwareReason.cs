namespace IotLink.Core.Firmware;

/// <summary>Why something about firmware was not done. Stable: screens and tests rely on them.</summary>
public static class FirmwareReason
{
    public const string NotAllowed = "firmware.not_allowed";
    public const string ProductUnknown = "firmware.product_unknown";
    public const string VersionMalformed = "firmware.version_malformed";
    public const string VersionTaken = "firmware.version_taken";
    public const string TooLarge = "firmware.too_large";
    public const string Empty = "firmware.empty";

    /// <summary>The file's type is none that is taken.</summary>
    public const string FileType = "firmware.file_type";
    public const string KeyUnknown = "firmware.key_unknown";
    public const string SignatureWrong = "firmware.signature_wrong";

    /// <summary>Who uploaded or asked cannot approve.</summary>
    public const string OwnApproval = "firmware.own_approval";

    /// <summary>The step does not follow from the state it is in.</summary>
    public const string NotNow = "firmware.not_now";

    /// <summary>A campaign that is not over rolls it out.</summary>
    public const string InUse = "firmware.in_use";
    public const string NotReleased = "firmware.not_released";
    public const string PlanFaulty = "campaign.plan";
    public const string NoDevices = "campaign.no_devices";

    public static IReadOnlyList<string> All { get; } =
        [.. typeof(FirmwareReason).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
}
