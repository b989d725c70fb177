namespace IotLink.Core.Adapters.Aws;

/// <param name="SessionToken">null for long-lived keys.</param>
internal sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken = null);
