using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>The members a device may send. An empty body counts as <c>{}</c>; what is not known is ignored.</summary>
internal sealed class JobRequest
{
    private const int MaxTokenBytes = 64;
    private const int MaxDetailKey = 128;
    private const int MaxDetailValue = 1024;
    private const int LongestStep = 10_080;

    /// <summary>Clears the step timer.</summary>
    private const int NoStep = -1;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false };

    public string? ClientToken { get; private set; }

    public JobStatus? Status { get; private set; }

    public ImmutableSortedDictionary<string, string>? Details { get; private set; }

    public long? ExpectedVersion { get; private set; }

    public long? ExecutionNumber { get; private set; }

    public bool? IncludeDocument { get; private set; }

    public bool IncludeState { get; private set; }

    /// <summary>Whether the request says anything about the step timer.</summary>
    public bool NamesStep { get; private set; }

    /// <summary>null with <see cref="NamesStep"/>: no step timer from now on.</summary>
    public TimeSpan? Step { get; private set; }

    /// <returns>What the request says, as far as it could be read, and what is wrong with it.</returns>
    public static (JobRequest Request, JobRejection? Rejection) Read(ReadOnlyMemory<byte> body)
    {
        var request = new JobRequest();
        try
        {
            if (body.IsEmpty) return (request, null);
            _ = Strict.GetCharCount(body.Span);
            return JsonNode.Parse(body.Span, documentOptions: Reading) is JsonObject root
                ? (request, request.Take(root) is { } wrong ? JobRejection.InvalidRequest(wrong) : null)
                : (request, JobRejection.InvalidJson);
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            return (request, JobRejection.InvalidJson);
        }
    }

    private string? Take(JsonObject root)
    {
        if (root["clientToken"] is { } token)
        {
            if (Text(token) is not { } text || Encoding.UTF8.GetByteCount(text) > MaxTokenBytes) return $"clientToken must be a string of at most {MaxTokenBytes} bytes.";
            ClientToken = text;
        }

        return TakeStatus(root) ?? TakeDetails(root) ?? TakeNumbers(root) ?? TakeFlags(root) ?? TakeStep(root);
    }

    private string? TakeStatus(JsonObject root)
    {
        if (root["status"] is not { } node) return null;
        Status = JobStatusWords.OfDevice(Text(node));
        return Status is null ? "status must be IN_PROGRESS, SUCCEEDED, FAILED or REJECTED." : null;
    }

    private string? TakeDetails(JsonObject root)
    {
        if (root["statusDetails"] is not { } node) return null;
        if (node is not JsonObject members) return "statusDetails must be an object.";
        foreach (var (key, value) in members)
        {
            if (!JobTopic.IsWord(key, MaxDetailKey)) return $"statusDetails: the key '{key}' must be 1 to {MaxDetailKey} letters, digits, ':', '_' or '-'.";
            if (value is null || Text(value) is not { Length: <= MaxDetailValue }) return $"statusDetails.{key} must be a string of at most {MaxDetailValue} characters.";
        }

        Details = members.ToImmutableSortedDictionary(m => m.Key, m => Text(m.Value!)!, StringComparer.Ordinal);
        return null;
    }

    private string? TakeNumbers(JsonObject root)
    {
        if (root["expectedVersion"] is { } expected && (ExpectedVersion = Whole(expected)) is null) return "expectedVersion must be a whole number.";
        if (root["executionNumber"] is { } number && (ExecutionNumber = Whole(number)) is null) return "executionNumber must be a whole number.";
        return null;
    }

    private string? TakeFlags(JsonObject root)
    {
        if (root["includeJobDocument"] is { } document && (IncludeDocument = Truth(document)) is null) return "includeJobDocument must be true or false.";
        if (root["includeJobExecutionState"] is not { } state) return null;
        IncludeState = Truth(state) is true;
        return Truth(state) is null ? "includeJobExecutionState must be true or false." : null;
    }

    private string? TakeStep(JsonObject root)
    {
        if (root["stepTimeoutInMinutes"] is not { } node) return null;
        if (Whole(node) is not (NoStep or (>= 1 and <= LongestStep)) || Whole(node) is not { } minutes) return $"stepTimeoutInMinutes must be {NoStep} or 1 to {LongestStep}.";
        (NamesStep, Step) = (true, minutes == NoStep ? null : TimeSpan.FromMinutes(minutes));
        return null;
    }

    private static string? Text(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static bool? Truth(JsonNode node) => node.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    /// <summary>A whole number, or its digits as a string: device SDKs send both.</summary>
    private static long? Whole(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Number when node.AsValue().TryGetValue<long>(out var number) => number,
        JsonValueKind.String when long.TryParse(node.GetValue<string>(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
