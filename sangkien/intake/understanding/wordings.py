"""How lists head their columns: by field, what a heading begins with, the longer the surer.

Vietnamese puts the head first ("Ngày công nhận sáng kiến" is a day), so what a heading begins with decides. Wordings
of factories that are run from Korea, Japan, Taiwan or in English stand beside. Compared folded: marks and case do not
count.
"""

from sangkien.intake.understanding.shapes import Field

BEGINNINGS: dict[Field, str] = {
    Field.NUMBER: """
        stt | tt | so tt | so thu tu | stt. | no | no. | # | s/n | order | item no | 번호 | 순번 | 番号 | 序号 | 序號
        | thứ tự
    """,
    Field.TITLE: """
        tên sáng kiến | sáng kiến | giải pháp | đề tài | tên các sáng kiến | tên giải pháp | tên đề tài | tên skkn
        | tên đề án | tên công trình | tên cải tiến | tên ý tưởng | tên kaizen | tên nội dung sáng kiến | tên sk
        | tên báo cáo sáng kiến | tên chủ đề | tên dự án | tên gọi sáng kiến | tên gọi | tên, nội dung sáng kiến
        | tên sản phẩm | tên hồ sơ | tên biện pháp | tên nhiệm vụ | tên phương án | tên sáng kiến kinh nghiệm | tiêu đề
        | chủ đề | tựa đề | danh mục sáng kiến | sáng kiến được công nhận | đề tài sáng kiến | đề tài skkn
        | tên mô hình | tên cách làm | tên và nội dung | tên bài | tên đề xuất | title | idea title | idea name
        | kaizen title | kaizen name | kaizen theme | theme | project name | project title | improvement title
        | name of idea | name of initiative | initiative | suggestion title | subject | topic | 제목 | 제안명
        | 제안제목 | 개선명 | 개선제목 | 과제명 | 주제 | 테마 | 件名 | テーマ | 改善テーマ | 提案名 | 题目 | 題目
        | 提案名称 | 改善主题 | 改善主題 | 项目名称 | 主题
    """,
    Field.AUTHORS: """
        tác giả | tên tác giả | họ và tên | họ tên | họ, tên | họ & tên | nhóm tác giả | đồng tác giả | chủ nhiệm
        | chủ trì | người thực hiện | người đề xuất | người đăng ký | người nộp | người có sáng kiến | người gửi
        | người viết | danh sách tác giả | họ và tên tác giả | chủ sáng kiến | chủ đề tài | cá nhân | tên cá nhân
        | tên nhân viên | tên công nhân | tên người | tên đoàn viên | đoàn viên | người lao động | tên nlđ | thành viên
        | các thành viên | tác giả, đồng tác giả | tác giả chính | tên giáo viên | giáo viên | nhân viên | họ tên người
        | tên chủ nhiệm | người cải tiến | người báo cáo | cộng sự | author | authors | proposer | proposed by
        | suggested by | submitter | submitted by | employee name | employee | full name | fullname | name of employee
        | owner | member | members | pic | worker name | operator | creator | name of author | 제안자 | 이름 | 성명
        | 작성자 | 사원명 | 개선자 | 담당자 | 氏名 | 提案者 | 担当者 | 姓名 | 提案人 | 作者 | 负责人 | 員工姓名
        | 员工姓名
    """,
    Field.SHARE: """
        tỷ lệ đóng góp | tỉ lệ đóng góp | tỷ lệ | tỉ lệ | % đóng góp | phần trăm | mức đóng góp | phần đóng góp
        | tỷ lệ % | tỉ lệ % | đóng góp | mức độ đóng góp | tỷ lệ (%) đóng góp | contribution | share | 기여도 | 贡献
    """,
    Field.POSITION: """
        chức vụ | chức danh | nghề nghiệp | trình độ | vị trí công việc | vị trí | công việc | nhiệm vụ | vai trò
        | chức trách | position | job title | role | 직급 | 직책 | 직위 | 役職 | 职位 | 職位 | 职务
    """,
    Field.PHONE: "số điện thoại | điện thoại | sđt | đt | số đt | phone | mobile | tel | 전화 | 연락처 | 电话 | 電話",
    Field.BIRTH: """
        năm sinh | ngày sinh | ngày tháng năm sinh | ngày, tháng, năm sinh | sinh năm | date of birth | dob | 생년월일
        | 生年月日
    """,
    Field.SEX: "giới tính | nam/nữ | nam | nữ | giới | gender | sex | 성별 | 性别 | 性別",
    Field.UNIT: """
        đơn vị | tên công đoàn | tên công đoàn cơ sở | tổ chức
        | tên đơn vị | đơn vị công tác | cơ quan | tên cơ quan | cơ quan công tác | cơ quan, đơn vị
        | đơn vị, cơ quan | công đoàn | cđcs | tên cđcs | công đoàn cơ sở | công ty | tên công ty | doanh nghiệp
        | tên doanh nghiệp | trường | tên trường | nơi công tác | nơi làm việc | đơn vị đề nghị | đơn vị gửi
        | đơn vị đăng ký | đơn vị thực hiện | đơn vị chủ trì | đơn vị tác giả | đơn vị áp dụng | nơi áp dụng
        | địa chỉ áp dụng | tên cơ quan làm việc | đơn vị nộp | đơn vị có sáng kiến | ldld | cơ sở
        | bệnh viện | đơn vị trực thuộc | cụm | đvct | đơn vị quản lý | company | unit | organization | organisation
        | factory | plant | school | institution | 회사 | 법인 | 会社 | 公司 | 单位 | 單位 | 工厂 | 工廠
    """,
    Field.WORKPLACE: """
        bộ phận | phòng ban | phòng, ban | phòng/ban | phòng | khoa | khoa phòng | khoa, phòng | khoa/phòng | tổ
        | tổ chuyên môn | chuyền | phân xưởng | xưởng | line | ban | phòng ban làm việc | đơn vị (khoa, phòng) | bộ môn
        | tổ, đội | dây chuyền | department | dept | dept. | section | division | team | group | area | workshop | 부서
        | 부서명 | 팀 | 라인 | 소속 | 部署 | 部門 | 部门 | 班组 | 課
    """,
    Field.PLACE: """
        địa bàn | tỉnh | tỉnh/thành | tỉnh thành phố | huyện | địa phương | xã | quận | địa chỉ | province | location
        | address | 지역
    """,
    Field.FIELD: """
        lĩnh vực | khoa học | lĩnh vực áp dụng | môn | môn học | chuyên môn | nội dung lĩnh vực | ngành | ngành nghề
        | môn/lĩnh vực | cấp học | lĩnh vực/môn | bậc học | field | category | area of application | 분야 | 구분 | 분류
        | 分類 | 分类 | 类别 | 類別
    """,
    Field.KIND: """
        loại sáng kiến | loại hình | loại | loại giải pháp | loại đề tài | dạng sáng kiến | type | kaizen type | 유형
        | 种类
    """,
    Field.APPLIED_ON: """
        ngày áp dụng | thời gian áp dụng | thời điểm áp dụng | ngày bắt đầu áp dụng | bắt đầu áp dụng
        | ngày áp dụng lần đầu | áp dụng từ | thời gian thực hiện | ngày thực hiện | thời gian triển khai
        | sáng kiến áp dụng từ | sáng kiến được áp dụng từ | sáng kiến bắt đầu áp dụng | sáng kiến được áp dụng khi
        | sáng kiến áp dụng khi | đưa vào dùng | đưa vào áp dụng | đưa vào sử dụng | được áp dụng từ | bắt đầu sử dụng
        | ngày triển khai | ngày đưa vào áp dụng | ngày áp dụng thử | thời gian bắt đầu | ngày sáng kiến được áp dụng
        | thời điểm | thời gian | ngày hoàn thành | áp dụng | tháng áp dụng | thời gian hoàn thành | ngày | ngày tháng
        | ngày bắt đầu | ngày cải tiến | thời gian cải tiến | implementation date | applied date | application date
        | applied on | start date | date of implementation | effective date | date applied | completion date
        | implemented on | date | date of application | 적용일 | 적용일자 | 시행일 | 실시일 | 개선일 | 일자 | 날짜
        | 완료일 | 実施日 | 日付 | 実施時期 | 日期 | 实施日期 | 實施日期 | 完成日期
    """,
    Field.YEAR: """
        năm | năm học | năm công nhận | năm áp dụng | năm thực hiện | niên khóa | năm đạt | year | 년도 | 연도 | 年度
        | 年份
    """,
    Field.BENEFIT: """
        giá trị làm lợi | số tiền làm lợi | giá trị | số tiền | tiền làm lợi | làm lợi | hiệu quả kinh tế
        | giá trị kinh tế | giá trị tiết kiệm | số tiền tiết kiệm | tiết kiệm | tiền tiết kiệm | chi phí tiết kiệm
        | giá trị làm lợi ước tính | lợi nhuận | lợi ích kinh tế | giá trị hiệu quả | giá trị làm lợi bằng tiền
        | hiệu quả bằng tiền | trị giá | làm lợi bằng tiền | hiệu quả làm lợi | số tiền làm lợi năm đầu tiên áp dụng
        | thành tiền | giá trị thành tiền | quy ra tiền | giá trị lợi ích | tổng giá trị làm lợi | ước tính giá trị
        | gtll | saving | savings | cost saving | cost savings | saving amount | cost reduction | annual saving
        | benefit value | benefit amount | amount | saved amount | benefit (vnd) | value | economic effect | 효과금액
        | 절감액 | 절감금액 | 효과 금액 | 금액 | 연간효과 | 年間効果 | 効果金額 | 節約金額 | 节约金额 | 節省金額 | 金额
        | 金額 | 效益金额
    """,
    Field.BENEFIT_NOTE: """
        hiệu quả | hiệu quả mang lại | hiệu quả áp dụng | kết quả đạt được | lợi ích | hiệu quả xã hội | xã hội
        | hiệu quả của sáng kiến | tóm tắt hiệu quả | tác dụng | hiệu quả, lợi ích | tóm tắt thành tích
        | tóm tắt thành tích đạt được | thành tích | kết quả áp dụng | lợi ích mang lại | hiệu quả thực tế
        | phạm vi ảnh hưởng | effect | benefit | benefits | result | results | effectiveness | 효과 | 기대효과
        | 개선효과 | 効果 | 效果 | 效益 | 改善效果
    """,
    Field.CONTENT: """
        nội dung | giới thiệu | nội dung sáng kiến | nội dung cải tiến | nội dung giải pháp | mô tả | mô tả sáng kiến
        | tóm tắt | tóm tắt nội dung | bản chất | giải pháp thực hiện | diễn giải | chi tiết | nội dung chính
        | mô tả giải pháp | tóm tắt sáng kiến | tóm tắt giải pháp | nội dung công việc | nội dung đề xuất
        | nội dung kaizen | description | content | contents | details | detail | idea | kaizen content | improvement
        | summary | suggestion | 내용 | 제안내용 | 개선내용 | 개선 내용 | 内容 | 改善内容 | 改善內容 | 提案内容
    """,
    Field.BEFORE: """
        trước cải tiến | trước khi cải tiến | trước khi áp dụng | hiện trạng | tình trạng trước | trước | thực trạng
        | vấn đề | giải pháp cũ | hiện trạng trước khi áp dụng | trước kaizen | before | before kaizen | current state
        | problem | issue | 개선전 | 개선 전 | 현상 | 문제점 | 改善前
    """,
    Field.AFTER: """
        sau cải tiến | sau khi cải tiến | sau khi áp dụng | biện pháp cải tiến | sau | giải pháp mới | sau kaizen
        | đối sách | after | after kaizen | countermeasure | solution | 개선후 | 개선 후 | 개선안 | 改善後 | 改善后
    """,
    Field.DECISION_NUMBER: """
        được công nhận tại | công nhận tại | theo quyết định | căn cứ quyết định
        | số quyết định | quyết định | số qđ | qđ | qđ số | quyết định số | số, ngày quyết định
        | số quyết định công nhận | quyết định công nhận | số văn bản | văn bản công nhận | số qđ công nhận
        | căn cứ công nhận
        | số và ngày quyết định | số/ngày quyết định | minh chứng | số hiệu quyết định | số ký hiệu | số, ký hiệu
        | số giấy chứng nhận | giấy chứng nhận | quyết định khen thưởng | số qđ khen thưởng | decision no
        | decision number | decision | certificate no | 결정번호
    """,
    Field.DECISION_DATE: """
        ký ngày | ban hành ngày | ngày quyết định | ngày qđ | ngày công nhận | ngày ký | ngày ban hành
        | ngày, tháng công nhận
        | thời gian công nhận | ngày cấp | thời điểm công nhận | ngày ký quyết định | ngày tháng quyết định
        | ngày tháng năm quyết định | ngày được công nhận | approval date | approved date | date of decision
        | decision date | approved on | 승인일 | 결정일 | 承認日 | 批准日期
    """,
    Field.DECISION_ISSUER: """
        đơn vị công nhận | đơn vị quyết định | nơi quyết định | cơ quan công nhận | nơi công nhận | cơ quan ban hành
        | nơi ban hành | đơn vị ban hành | người ký | hội đồng công nhận | cơ quan ra quyết định | cơ quan quyết định
        | nơi cấp | đơn vị ra quyết định | cơ quan cấp | hội đồng xét | cấp ban hành | nơi ra quyết định
        | thẩm quyền công nhận | đơn vị cấp | approved by | issued by | issuer | 승인자
    """,
    Field.RECOGNITION: """
        hình thức công nhận | cấp công nhận | xếp loại | kết quả xếp loại | mức công nhận | giải | giải thưởng
        | hình thức khen thưởng | kết quả công nhận | đạt giải | loại giải | cấp sáng kiến | kết quả | kết quả xét
        | xếp hạng | kết quả chấm | kết quả đánh giá | khen thưởng | cấp xét | cấp | danh hiệu | đánh giá
        | phạm vi công nhận | mức độ công nhận | award | grade | rank | level | prize | 등급 | 결과 | 評価 | 等级
        | 等級
    """,
    Field.CODE: """
        mã sáng kiến | mã số | mã hồ sơ | mã nhân viên | mã nv | mã số nv | msnv | mã đề tài | mã | mã kaizen | số thẻ
        | mã thẻ | mã sk | id | code | employee id | emp id | emp. no | emp no | staff id | kaizen no | kaizen id
        | staff code | 사번 | 제안번호 | 社員番号 | 工号 | 工號 | 编号
    """,
    Field.NOTE: """
        ghi chú | ý kiến | khác | chú thích | note | notes | remark | remarks | comment | comments | 비고 | 備考 | 备注
        | 備註
    """,
}

# Whole headings only: at the beginning of a longer text they say nothing.
WHOLE: dict[Field, str] = {
    Field.TITLE: """
        sáng kiến | giải pháp | đề tài | skkn | tên | cải tiến | kaizen | sáng kiến kinh nghiệm | sáng kiến, cải tiến
        | sáng kiến giải pháp | đề tài, sáng kiến | sáng kiến, đề tài | sáng kiến cải tiến | giải pháp sáng kiến
        | sáng kiến/giải pháp | tên sáng kiến / giải pháp | tên sáng kiến, giải pháp | biện pháp | công trình | ý tưởng
        | tên sk kn | 제안 | 개선 | 개선제안
    """,
    Field.AUTHORS: "name | tên người | ho ten | người | 名前",
    Field.BENEFIT: "tiền",
}

# What looks like one of the above and is another thing: a count, a target, a percentage.
NOTHING = """
    dấu thời gian | timestamp | thời gian gửi | ngày gửi | thời gian nộp | ngày nộp | địa chỉ email | địa chỉ thư
    | số sáng kiến | số lượng | tổng số | chỉ tiêu | số người | số lượt | trong đó | đạt % | điểm | số điểm | tổng điểm
    | tổng | thù lao | tiền thưởng | mức thưởng | thưởng | lương | số tiền thưởng | số lượng sáng kiến
    | tổng số sáng kiến | chữ ký | ký tên | ký nhận | đơn vị tính | đvt | tên file | hình ảnh | ảnh | đính kèm | link
    | email | e-mail | cccd | cmnd | score | point | reward | reward amount | photo | picture | signature | số sk
    | status | trạng thái | tình trạng | 상태 | 状态 | khối lượng | tên loại | 점수 | 포상금 | 상금 | số trang
    | thời gian công tác
"""
