using System.Text.RegularExpressions;
using IotLink.Core.Adapters.Aws;
using IotLink.Core.Notifications;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Aws;

/// <summary>
/// SNS as moto plays it, with its own check of signatures and policies. Asked for by <c>test.sh</c> where moto_server is installed; moto
/// has no End User Messaging.
/// </summary>
public sealed partial class MotoTests
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Publish_is_accepted_with_the_right_keys_and_refused_with_wrong_ones()
    {
        await using var moto = await MotoServer.StartAsync(checksAfter: 3, Ct);
        var port = moto.Port;
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}/") };
        await IamAsync(http, "CreateUser");
        await IamAsync(http, "PutUserPolicy", ("PolicyName", "sms"), ("PolicyDocument", Policy));
        var keys = await IamAsync(http, "CreateAccessKey");
        var (id, secret) = (AccessKeyId().Match(keys).Groups[1].Value, SecretAccessKey().Match(keys).Groups[1].Value);

        var sent = await SendAsync(port, id, secret);
        Assert.Equal(SendOutcome.Sent, sent.Outcome);
        Assert.NotNull(sent.ProviderId);

        var wrong = await SendAsync(port, id, secret + "x");
        Assert.Equal((SendOutcome.Later, DeliveryReason.Refused), (wrong.Outcome, wrong.Reason));
        Assert.Contains("SignatureDoesNotMatch", wrong.Detail, StringComparison.Ordinal);

        var unknown = await SendAsync(port, "AKIAUNKNOWN", secret);
        Assert.Contains("InvalidClientTokenId", unknown.Detail, StringComparison.Ordinal);
    }

    private static async Task<SendResult> SendAsync(int port, string id, string secret)
    {
        var aws = new AwsOptions { Endpoint = $"http://127.0.0.1:{port}/", Region = "us-east-1", AccessKeyId = id, SecretAccessKey = secret };
        using var channel = new SnsSmsChannel(aws, new() { SenderId = "IOTLINK" }, TimeProvider.System);
        return await channel.SendAsync(new("key-1", "+821012345678", "ko", "", "[긴급] 온도 상한 초과 — 화성 1공장", "", []), _ => Task.FromResult(true), Ct);
    }

    private static async Task<string> IamAsync(HttpClient http, string action, params (string, string)[] more)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=x");
        request.Content = new FormUrlEncodedContent([new("Action", action), new("Version", "2010-05-08"), new("UserName", "iotlink"), .. more.Select(m => KeyValuePair.Create(m.Item1, m.Item2))]);
        using var response = await http.SendAsync(request, Ct);
        var said = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, said);
        return said;
    }

    [GeneratedRegex("<AccessKeyId>([^<]+)<")]
    private static partial Regex AccessKeyId();

    [GeneratedRegex("<SecretAccessKey>([^<]+)<")]
    private static partial Regex SecretAccessKey();
}
