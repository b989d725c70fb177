using IotLink.Core.Adapters.Aws;
using IotLink.Core.Notifications;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Aws;

/// <summary>SMS and voice against a server that makes each signature again with Amazon's own code.</summary>
public sealed class AwsChannelTests
{
    private const string Id = "AKIDEXAMPLE", Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static readonly OutgoingMessage Message = new(
        "key-1", "+821012345678", "ko", "", "[긴급] 온도 상한 초과 — 화성 1공장 (50% + α)\n확인: https://iotlink.example.com/a/ack?token=a_b-c.d~e*f", "", []);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Channels => ["sns", "sms", "voice"];

    [Fact]
    public async Task An_SMS_by_SNS_is_signed_and_says_all_of_it()
    {
        await using var server = await ServerAsync();

        var result = await SendAsync("sns", server);

        Assert.Equal((SendOutcome.Sent, "sns-1"), (result.Outcome, result.ProviderId));
        var got = await server.ReadAsync(Ct);
        var sent = got["sent"]!;
        Assert.Equal((null, "sns", "Publish"), ((string?)got["wrong"], (string)got["service"]!, (string)sent["Action"]!));
        Assert.Equal((Message.Text, Message.Address), ((string)sent["Message"]!, (string)sent["PhoneNumber"]!));
        Assert.Equal(("AWS.SNS.SMS.SMSType", "Transactional"), ((string)sent["MessageAttributes.entry.1.Name"]!, (string)sent["MessageAttributes.entry.1.Value.StringValue"]!));
        Assert.Equal(("AWS.SNS.SMS.SenderID", "IOTLINK"), ((string)sent["MessageAttributes.entry.2.Name"]!, (string)sent["MessageAttributes.entry.2.Value.StringValue"]!));
    }

    [Fact]
    public async Task An_SMS_by_End_User_Messaging_is_signed_with_its_target()
    {
        await using var server = await ServerAsync();

        Assert.Equal("eum-1", (await SendAsync("sms", server)).ProviderId);

        var got = await server.ReadAsync(Ct);
        var sent = got["sent"]!;
        Assert.Equal((null, "sms-voice", "PinpointSMSVoiceV2.SendTextMessage"), ((string?)got["wrong"], (string)got["service"]!, (string)got["target"]!));
        Assert.Equal("application/x-amz-json-1.0", (string)got["type"]!);
        Assert.Equal((Message.Address, "pool-1", Message.Text, "TRANSACTIONAL"),
            ((string)sent["DestinationPhoneNumber"]!, (string)sent["OriginationIdentity"]!, (string)sent["MessageBody"]!, (string)sent["MessageType"]!));
    }

    [Fact]
    public async Task A_call_speaks_the_person_s_language()
    {
        await using var server = await ServerAsync();
        using var channel = Channel("voice", server);

        foreach (var (language, voice) in new[] { ("ko", "SEOYEON"), ("en", "JOANNA") })
        {
            Assert.Equal(SendOutcome.Sent, (await channel.SendAsync(Message with { Language = language }, Yes, Ct)).Outcome);
            var got = await server.ReadAsync(Ct);
            Assert.Equal((null, "PinpointSMSVoiceV2.SendVoiceMessage", voice, "TEXT"),
                ((string?)got["wrong"], (string)got["target"]!, (string)got["sent"]!["VoiceId"]!, (string)got["sent"]!["MessageBodyTextType"]!));
        }
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task Keys_of_a_role_carry_their_session(string channel)
    {
        await using var server = await ServerAsync("a/session+token==");

        Assert.Equal(SendOutcome.Sent, (await SendAsync(channel, server, token: "a/session+token==")).Outcome);
        Assert.Null((string?)(await server.ReadAsync(Ct))["wrong"]);
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task Wrong_keys_keep_the_message_for_later(string channel)
    {
        await using var server = await ServerAsync();

        foreach (var (id, secret, said) in new[] { (Id, "not the secret", "SignatureDoesNotMatch"), ("AKIDOTHER", Secret, "InvalidClientTokenId") })
        {
            var result = await SendAsync(channel, server, id, secret);
            Assert.Equal((SendOutcome.Later, DeliveryReason.Refused), (result.Outcome, result.Reason));
            Assert.Contains(said, result.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sns", "429", SendOutcome.Later)]
    [InlineData("sns", "400", SendOutcome.Refused)]
    [InlineData("sns", "500", SendOutcome.Unclear)] // it may have come after the sending
    [InlineData("voice", "429", SendOutcome.Later)]
    [InlineData("voice", "400", SendOutcome.Refused)]
    [InlineData("voice", "500", SendOutcome.Unclear)]
    public async Task What_the_service_answers_decides_what_becomes_of_it(string channel, string digits, SendOutcome outcome)
    {
        await using var server = await ServerAsync();

        Assert.Equal(outcome, (await SendAsync(channel, server, number: $"+8210000{digits}")).Outcome);
    }

    [Fact]
    public async Task Nobody_there_means_later()
    {
        int port;
        await using (var server = await ServerAsync()) port = server.Port;

        Assert.Equal((SendOutcome.Later, DeliveryReason.Unreachable), Said(await SendAsync("sns", $"http://127.0.0.1:{port}/", Id, Secret)));
    }

    private static (SendOutcome Outcome, string? Reason) Said(SendResult result) => (result.Outcome, result.Reason);

    private static Task<bool> Yes(CancellationToken ct) => Task.FromResult(true);

    private static Task<NodeCounterpart> ServerAsync(string? token = null) =>
        NodeCounterpart.StartAsync("aws.mjs", new { AccessKeyId = Id, SecretAccessKey = Secret, SessionToken = token }, Ct);

    private static Task<SendResult> SendAsync(string channel, NodeCounterpart server, string id = Id, string secret = Secret, string? token = null, string? number = null) =>
        SendAsync(channel, $"http://127.0.0.1:{server.Port}/", id, secret, token, number);

    private static async Task<SendResult> SendAsync(string channel, string endpoint, string id, string secret, string? token = null, string? number = null)
    {
        using var made = Make(channel, endpoint, id, secret, token);
        return await ((IMessageChannel)made).SendAsync(number is null ? Message : Message with { Address = number }, Yes, Ct);
    }

    private static EndUserMessagingChannel Channel(string channel, NodeCounterpart server) =>
        (EndUserMessagingChannel)Make(channel, $"http://127.0.0.1:{server.Port}/", Id, Secret, null);

    private static IDisposable Make(string channel, string endpoint, string id, string secret, string? token)
    {
        var aws = new AwsOptions { Endpoint = endpoint, Region = "ap-northeast-2", AccessKeyId = id, SecretAccessKey = secret, SessionToken = token };
        var sms = new SmsOptions { Origination = "pool-1", SenderId = "IOTLINK" };
        return channel switch
        {
            "sns" => new SnsSmsChannel(aws, sms, TimeProvider.System),
            "sms" => new EndUserMessagingChannel(ChannelKind.Sms, aws, sms, TimeProvider.System),
            _ => new EndUserMessagingChannel(ChannelKind.Voice, aws, sms, TimeProvider.System),
        };
    }
}
