namespace IotLink.Core.Messages;

/// <summary>Every reason code there is. <c>room.what</c>, stable: screens, dashboards and tests rely on them.</summary>
public static class Reason
{
    public const string TopicMalformed = "topic.malformed";
    public const string TopicWrongEnvironment = "topic.wrong_environment";
    public const string TopicForbidden = "topic.forbidden";
    public const string DeviceUnknown = "device.unknown";
    public const string DeviceUnauthorized = "device.unauthorized";
    public const string ProductMismatch = "product.mismatch";
    public const string PayloadTooLarge = "payload.too_large";
    public const string PayloadEmpty = "payload.empty";
    public const string MediaUnsupported = "payload.media_unsupported";
    public const string RateLimited = "rate.limited";
    public const string StreamFull = "stream.full";
    public const string StreamUnavailable = "stream.unavailable";
    public const string FrameMalformed = "frame.malformed";
    public const string FrameChecksum = "frame.checksum";
    public const string FrameTooLong = "frame.too_long";
    public const string FrameTimeout = "frame.timeout";
    public const string FrameNoIdentity = "frame.no_identity";
    public const string JsonMalformed = "json.malformed";
    public const string JsonShape = "json.shape";
    public const string EncodingMalformed = "encoding.malformed";
    public const string CsvMalformed = "csv.malformed";
    public const string SpecMissing = "spec.missing";
    public const string SpecNoMatch = "spec.no_match";
    public const string SpecOutOfData = "spec.out_of_data";
    public const string SpecInvalidValue = "spec.invalid_value";
    public const string SpecLimit = "spec.limit";
    public const string ContractRequired = "contract.required";
    public const string ContractType = "contract.type";
    public const string ContractRange = "contract.range";
    public const string ContractEnum = "contract.enum";
    public const string ContractPattern = "contract.pattern";
    public const string ContractRate = "contract.rate";
    public const string ContractCrossField = "contract.cross_field";
    public const string ContractFreshness = "contract.freshness";
    public const string Duplicate = "duplicate";
    public const string ConnectionLost = "connection.lost";
    public const string ProcessingFailed = "processing.failed";

    public static IReadOnlyList<string> All { get; } =
        [.. typeof(Reason).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
}
