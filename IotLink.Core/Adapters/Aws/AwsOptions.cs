namespace IotLink.Core.Adapters.Aws;

/// <summary>Section <c>Aws</c>. Region and keys may also come from the environment, under the names all AWS tools use.</summary>
public sealed class AwsOptions
{
    public const string Section = "Aws";

    public string? Region { get; set; }

    /// <summary>Instead of the service's own address, for a private endpoint or a test.</summary>
    public string? Endpoint { get; set; }

    public string? AccessKeyId { get; set; }

    public string? SecretAccessKey { get; set; }

    public string? SessionToken { get; set; }

    internal string RegionOrDefault => Region ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "ap-northeast-2";

    /// <param name="host">The service's name in its address, like <c>sns</c>.</param>
    internal Uri AddressOf(string host) =>
        new(Endpoint ?? Variable($"AWS_ENDPOINT_URL_{host.ToUpperInvariant().Replace('-', '_')}") ?? Variable("AWS_ENDPOINT_URL")
            ?? $"https://{host}.{RegionOrDefault}.amazonaws.com/");

    /// <returns>null when there are none.</returns>
    internal AwsCredentials? Credentials =>
        (AccessKeyId, SecretAccessKey) is ({ Length: > 0 } id, { Length: > 0 } secret) ? new(id, secret, SessionToken)
        : (Variable("AWS_ACCESS_KEY_ID"), Variable("AWS_SECRET_ACCESS_KEY")) is ({ } envId, { } envSecret) ? new(envId, envSecret, Variable("AWS_SESSION_TOKEN"))
        : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
