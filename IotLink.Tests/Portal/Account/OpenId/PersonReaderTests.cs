using System.Security.Claims;
using IotLink.Core.Accounts;
using IotLink.Portal.Account.OpenId;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Account.OpenId;

public class PersonReaderTests
{
    [Fact]
    public void A_cognito_token_is_a_person_with_the_roles_we_know()
    {
        var (person, _) = Read(("sub", "u-1"), ("token_use", "id"), ("cognito:username", "kim"), ("name", "김민지"), ("email", "k@x.example"),
            ("cognito:groups", Role.ServiceOps), ("cognito:groups", "eu-west-1_AbC_Google"), ("cognito:groups", Role.LabView));
        Assert.Equal(("u-1", "kim", "김민지", "k@x.example"), (person!.Subject, person.UserName, person.DisplayName, person.Email));
        Assert.Equal([Role.LabView, Role.ServiceOps], person.Roles.Order());
        Assert.Null(person.Customer);
    }

    [Fact]
    public void Without_names_the_subject_is_the_name()
    {
        var (person, _) = Read(("sub", "u-1"), ("cognito:groups", Role.LabView));
        Assert.Equal(("u-1", "u-1"), (person!.UserName, person.DisplayName));
    }

    [Fact]
    public void A_customer_account_belongs_to_the_customer_its_claim_names()
    {
        var (person, _) = Read(("sub", "u-1"), ("cognito:groups", Role.CustomerView), ("custom:customer", Plant.A.Id.Value));
        Assert.Equal(Plant.A.Id, person!.Customer);
    }

    [Theory]
    [InlineData("", SignInProblem.Refused)]
    [InlineData("sub=u-1,token_use=access,cognito:groups=lab.view", SignInProblem.Refused)]
    [InlineData("sub=u-1", SignInProblem.NoRole)]
    [InlineData("sub=u-1,cognito:groups=LAB.VIEW", SignInProblem.NoRole)]
    [InlineData("sub=u-1,cognito:groups=customer.admin", SignInProblem.NoCustomer)]
    [InlineData("sub=u-1,cognito:groups=customer.admin,custom:customer=no id", SignInProblem.NoCustomer)]
    public void Whoever_cannot_come_in_is_told_why(string claims, SignInProblem problem)
    {
        var said = claims.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('=')).Select(c => (c[0], c[1]));
        Assert.Equal((null, problem), Read([.. said]));
    }

    private static (ExternalPerson? Person, SignInProblem Problem) Read(params (string Type, string Value)[] claims) =>
        PersonReader.Read(claims.Select(c => new Claim(c.Type, c.Value)), new());
}
