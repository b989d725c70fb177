using System.Globalization;

namespace IotLink.Core.Adapters.Aws;

/// <summary>Signs each request for one service just before it leaves, so that a retry carries a new time.</summary>
internal sealed class SigningHandler(string service, string region, Func<AwsCredentials?> credentials, TimeProvider time, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var keys = credentials() ?? throw new HttpRequestException("No AWS credentials: set Aws:AccessKeyId and Aws:SecretAccessKey, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var address = request.RequestUri!;

        foreach (var name in new[] { "Authorization", "X-Amz-Date", "X-Amz-Security-Token" }) request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", stamp);
        if (keys.SessionToken is { Length: > 0 } token) request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);

        var signed = request.Headers.Where(h => h.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(',', h.Value));
        signed["host"] = address.IsDefaultPort ? address.Host : address.Authority;
        if (request.Content?.Headers.ContentType is { } type) signed["content-type"] = type.ToString();
        request.Headers.TryAddWithoutValidation("Authorization", SigV4.Authorization(
            request.Method.Method, address.AbsolutePath, address.Query.TrimStart('?'), signed, SigV4.Hash(body), keys, region, service, stamp));
        return await base.SendAsync(request, cancellationToken);
    }
}
